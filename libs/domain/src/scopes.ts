/**
 * What a bearer token may allow. `read`: what its user owns. `submit`: to take in, change and delete what its user owns.
 * `administer`: to read, change and delete what anybody owns; it contains the other two.
 */
export const SCOPES = ['read', 'submit', 'administer'] as const;
export type Scope = (typeof SCOPES)[number];
