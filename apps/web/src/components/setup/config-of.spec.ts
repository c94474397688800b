import { describe, expect, it } from '@jest/globals';
import type { Setting } from '../../api/setup.js';
import { configOf } from './config-of.js';

const setting = (name: string, kind: Setting['kind']): Setting => ({
  name,
  title: name,
  kind,
  required: false,
  secret: false,
});

describe('the settings of a connection', () => {
  it('are sent in the type each has, and left out where nothing was typed', () => {
    const settings = [
      setting('url', 'text'),
      setting('port', 'number'),
      setting('strict', 'truth'),
      setting('modes', 'json'),
      setting('note', 'text'),
    ];
    const typed = { url: ' https://erp.example ', port: '22', strict: 'true', modes: '{"card":3}', note: ' ' };
    expect(configOf(settings, typed)).toEqual({
      url: 'https://erp.example',
      port: 22,
      strict: true,
      modes: { card: 3 },
    });
  });

  it('that hold several values must be JSON', () => {
    expect(() => configOf([setting('modes', 'json')], { modes: 'card=3' })).toThrow(SyntaxError);
  });
});
