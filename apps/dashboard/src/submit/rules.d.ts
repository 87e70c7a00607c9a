/** What apps/dashboard/rules/submission-rules.ts makes of the published API while the page is built. */
declare module 'virtual:submission-rules' {
  export const validate: import('ajv').ValidateFunction;
  export const schema: import('../../rules/request-schema').Schema;
}
