import { useState } from 'react';
import { addConnection, connectableAdapters, type ConnectableAdapter, type Setting } from '../../api/setup.js';
import { useWording } from '../../i18n/language.js';
import { Failure } from '../Feedback.js';
import { useCommand } from '../use-command.js';
import { useLoad } from '../use-load.js';
import { configOf, type Typed } from './config-of.js';

interface Props {
  readonly companyId: string;
  readonly onAdded: () => void;
}

/** Connects a system through an adapter; its settings are those the adapter's manifest declares. */
export function NewConnection({ companyId, onAdded }: Props) {
  const { t } = useWording();
  const adapters = useLoad(connectableAdapters);
  const [chosen, setChosen] = useState<string>();
  const adapter = adapters.value?.find(({ id }) => id === chosen);
  return (
    <details className="new-connection">
      <summary>{t('setup.addConnection')}</summary>
      {adapters.error && <Failure error={adapters.error} retry={adapters.reload} />}
      <label>
        {t('setup.adapter')}{' '}
        <select value={chosen ?? ''} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="" disabled>
            {t('setup.choose')}
          </option>
          {adapters.value?.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {adapter && <SettingsForm key={adapter.id} companyId={companyId} adapter={adapter} onAdded={onAdded} />}
    </details>
  );
}

function SettingsForm({ companyId, adapter, onAdded }: Props & { readonly adapter: ConnectableAdapter }) {
  const { t } = useWording();
  const [name, setName] = useState(adapter.id);
  const [typed, setTyped] = useState<Typed>({});
  const command = useCommand();
  const add = async (): Promise<void> => {
    await addConnection(companyId, { name, adapter: adapter.id, config: configOf(adapter.settings, typed) });
    setTyped({});
    onAdded();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        command.run(add);
      }}
    >
      <label className="field">
        {t('setup.name')} <input value={name} required onChange={(event) => setName(event.currentTarget.value)} />
      </label>
      {adapter.settings.map((setting) => (
        <label key={setting.name} className="field">
          {setting.title} {setting.secret && <span className="quiet">{t('setup.secret')}</span>}{' '}
          <Field
            setting={setting}
            value={typed[setting.name] ?? ''}
            onChange={(value) => setTyped({ ...typed, [setting.name]: value })}
          />
        </label>
      ))}
      <button type="submit" className="button" disabled={command.busy}>
        {t('setup.connect')}
      </button>
      {command.failed && <Failure error={command.failed} />}
    </form>
  );
}

interface FieldProps {
  readonly setting: Setting;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ setting: { kind, required, secret }, value, onChange }: FieldProps) {
  const { t } = useWording();
  if (kind === 'truth')
    return (
      <select value={value} required={required} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="" />
        <option value="true">{t('setup.yes')}</option>
        <option value="false">{t('setup.no')}</option>
      </select>
    );
  return (
    <input
      value={value}
      required={required}
      inputMode={kind === 'number' ? 'numeric' : 'text'}
      {...(secret ? { placeholder: 'env:NAME', pattern: '(env|file):.+' } : {})}
      {...(kind === 'json' ? { placeholder: '{"…": …}' } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
