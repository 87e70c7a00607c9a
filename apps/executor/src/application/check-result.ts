import { Ajv, type ValidateFunction } from 'ajv';
import type { RunResult } from '../domain/classify-run-end';
import { parseResult, schemaComplaint } from '../domain/result-value';

/** Compiled schemas that are kept; one per assay is in use at a time. */
const MAX_COMPILED = 200;

/** Holds what a run left against its template's JSON Schema. Compiling takes milliseconds, so it is done once a schema. */
export class ResultChecker {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();
  /** The same by the object, which all runs of a template share; gone with it. */
  private readonly known = new WeakMap<object, ValidateFunction>();

  check(bytes: Buffer, schema: Record<string, unknown> | undefined): RunResult {
    const parsed = parseResult(bytes);
    if (!parsed.ok) return { kind: 'complaint', complaint: parsed.complaint };
    return this.checkValue(parsed.value, schema);
  }

  checkValue(
    value: Record<string, unknown>,
    schema: Record<string, unknown> | undefined,
  ): Exclude<RunResult, { kind: 'none' }> {
    if (!schema) return { kind: 'value', value };
    const validate = this.known.get(schema) ?? this.validatorOf(schema);
    if (validate(value)) return { kind: 'value', value };
    return { kind: 'complaint', complaint: schemaComplaint(validate.errors ?? [], value) };
  }

  private validatorOf(schema: Record<string, unknown>): ValidateFunction {
    const key = JSON.stringify(schema);
    const validate = this.compiled.get(key) ?? this.compile(key, schema);
    this.known.set(schema, validate);
    return validate;
  }

  private compile(key: string, schema: Record<string, unknown>): ValidateFunction {
    if (this.compiled.size >= MAX_COMPILED) this.forgetAll();
    const validate = this.ajv.compile(schema);
    this.compiled.set(key, validate);
    return validate;
  }

  private forgetAll(): void {
    this.compiled.clear();
    this.ajv.removeSchema();
  }
}
