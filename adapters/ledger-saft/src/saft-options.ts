import { AdapterError, isDay } from '@lettrage/adapter-sdk';

/** JSON Schema of the options, for the manifest. */
export const SAFT_OPTIONS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    company: { type: 'string', description: 'Name of the company.' },
    registration: { type: 'string', description: 'Registration number of the company (SIREN, organisation number).' },
    country: { type: 'string', pattern: '^[A-Z]{2}$', default: 'FR', description: 'Country of the file, ISO 3166.' },
    namespace: {
      type: 'string',
      default: 'urn:OECD:StandardAuditFile-Taxation/2.00',
      description: 'Namespace of the country’s schema, such as urn:StandardAuditFile-Taxation-Financial:NO.',
    },
    version: { type: 'string', default: '2.00', description: 'Version of the schema, such as 1.30 in Norway.' },
    contact: { type: 'string', description: 'Person to ask, first name first.' },
    from: { type: 'string', format: 'date', description: 'First day of the file; the first entry’s unless set.' },
    to: { type: 'string', format: 'date', description: 'Last day of the file; the last entry’s unless set.' },
    created: { type: 'string', format: 'date', description: 'Day of creation; the last day of the file unless set.' },
  },
} as const;

const KNOWN = Object.keys(SAFT_OPTIONS_SCHEMA.properties);

/** Refuses unknown options and days that are none; `AdapterError('config')` names the option. */
export function checkSaftOptions(options: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!KNOWN.includes(name)) fail(name, `is not known (known: ${KNOWN.join(', ')})`);
    if (['from', 'to', 'created'].includes(name) && !isDay(value)) fail(name, `"${value}" is no day (YYYY-MM-DD)`);
    if (name === 'country' && !/^[A-Z]{2}$/.test(value)) fail(name, `"${value}" is no country code such as FR`);
    if (name === 'namespace' && !/^[^\s<>"&]+$/.test(value)) fail(name, `"${value}" is no namespace`);
  }
}

function fail(name: string, message: string): never {
  throw new AdapterError('config', `SAF-T option ${name}: ${message}.`, { field: `/${name}` });
}
