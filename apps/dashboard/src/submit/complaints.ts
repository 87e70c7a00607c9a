import type { ErrorObject, ValidateFunction } from 'ajv';
import type { FieldProblem } from '../api/problem';

/** What is wrong with a request, by the published rules, at the names and in the sentences that the API uses. */
export function complaintsAbout(validate: ValidateFunction, request: object): FieldProblem[] {
  if (validate(request)) return [];
  const byField = new Map<string, string>();
  for (const error of validate.errors ?? []) {
    const field = fieldOf(error);
    // The first sentence of a field is enough.
    if (!byField.has(field)) byField.set(field, sentenceOf(error));
  }
  return [...byField].map(([field, message]) => ({ field, message }));
}

function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
  const path = instancePath.split('/').slice(1);
  if (keyword === 'required') path.push(String(params.missingProperty));
  if (keyword === 'additionalProperties') path.push(String(params.additionalProperty));
  // An item of a list is complained about at the list.
  return path.filter((part) => !/^\d+$/.test(part)).join('.');
}

function sentenceOf({ keyword, params, instancePath, message }: ErrorObject): string {
  const limit = Number(params.limit).toLocaleString('en');
  switch (keyword) {
    case 'required':
      return 'must be given';
    case 'type':
      return params.type === 'integer' ? 'must be a whole number' : `must be a ${params.type}`;
    case 'minimum':
      return `must be at least ${limit}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}`;
    case 'maximum':
      return `must be at most ${limit}`;
    case 'minLength':
      return 'must not be empty';
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return 'must name at least one';
    case 'additionalProperties':
      return 'unknown parameter';
    case 'pattern':
      return patternSentence(instancePath);
    default:
      return message ?? 'is not valid';
  }
}

function patternSentence(instancePath: string): string {
  if (instancePath === '/userEmail') return 'must be an e-mail address';
  if (instancePath === '/containerImage')
    return 'must be an image name such as registry.example/lab/model:1.0';
  if (instancePath === '/pool') return 'must have small letters, digits, - and _ alone';
  if (instancePath === '/notify/webhookUrl') return 'must be an address such as https://example.org/hook';
  if (instancePath === '/notify/webhookSecret') return 'must be whsec_ and 24 to 64 bytes in base64';
  return 'must be a UUID';
}
