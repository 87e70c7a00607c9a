import { Body, Param, type PipeTransform, Query } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateMessage } from '#contracts';
import { isUuid, KnockemError } from '#domain';
import { withoutNulls } from '../../domain/without-nulls';

/** Holds a body or query against its class; all that is wrong with it comes in one answer. */
class Validated<T extends object> implements PipeTransform<unknown, T> {
  constructor(
    private readonly messageClass: new () => T,
    private readonly part: 'body' | 'query',
  ) {}

  transform(value: unknown): T {
    const given = value === undefined ? {} : value;
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    const read = validateMessage(this.messageClass, isObject ? this.typed(withoutNulls(given)) : given);
    if (read.ok) return read.value;
    const first = read.problems[0];
    const where = first.field === '' ? this.part : first.field;
    throw new KnockemError('invalid', `The ${this.part} is not valid: ${where}: ${first.message}`, {
      problems: read.problems,
    });
  }

  /** An address has words only: the class says which of them are numbers and flags. */
  private typed(given: object): object {
    return this.part === 'query' ? { ...plainToInstance(this.messageClass, given) } : given;
  }
}

export const ValidBody = (messageClass: new () => object): ParameterDecorator =>
  Body(new Validated(messageClass, 'body'));

export const ValidQuery = (messageClass: new () => object): ParameterDecorator =>
  Query(new Validated(messageClass, 'query'));

/** A UUID of the path. */
export const IdParam = (name: string): ParameterDecorator =>
  Param(name, {
    transform(value: string): string {
      if (isUuid(value)) return value.toLowerCase();
      throw new KnockemError('invalid', `${name} in the address is not a UUID.`, {
        problems: [{ field: name, message: 'must be a UUID' }],
      });
    },
  });
