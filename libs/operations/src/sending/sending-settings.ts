/** JSON Schema of `settings.sending`. */
export const SENDING_SETTINGS_SCHEMA = {
  type: ['object', 'null'],
  additionalProperties: false,
  description: 'Sending of invoices to customers',
  properties: {
    publicUrl: {
      type: 'string',
      pattern: '^https?://[^\\s]+$',
      description: 'Address at which customers reach this server, for download links in mails',
    },
  },
} as const;
