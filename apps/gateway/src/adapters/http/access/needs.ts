import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Scope } from '#domain';
import { ANYBODY, type Caller } from '../../../domain/caller';
import { Problems } from '../answers';
import type { Identified } from './identify';

export const NEEDED_SCOPE = 'knockem:needed-scope';

/** The scope that a route needs where tokens are required, and what it answers when it is missing. */
export const Needs = (scope: Scope): MethodDecorator =>
  applyDecorators(
    SetMetadata(NEEDED_SCOPE, scope),
    ApiBearerAuth(),
    Problems(
      [401, 'Tokens are required here, and none that is valid was shown'],
      [403, `The token lacks the scope ${scope}, or belongs to another user`],
      [
        429,
        'Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps',
      ],
    ),
  );

/** Who asks. */
export const CallerOf = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller =>
    context.switchToHttp().getRequest<Identified>().caller ?? ANYBODY,
);
