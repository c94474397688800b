/** Each sentence said to people, as a template with `{0}`, `{1}`…, and the file that says it first. */
export function sentences(): Map<string, string>;
