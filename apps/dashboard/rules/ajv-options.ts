import type { Options } from 'ajv';

/**
 * All that is wrong at once. Lengths count UTF-16 units: counting letters would need a package at run time, and the
 * gateway has the last word.
 */
export const AJV_OPTIONS: Options = {
  allErrors: true,
  strict: false,
  validateFormats: false,
  unicode: false,
  logger: false,
};
