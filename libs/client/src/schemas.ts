import type { components } from './openapi.generated';

/** Everything that is asked and answered, by its name in docs/openapi.json: `Schemas['Submission']`. */
export type Schemas = components['schemas'];
