import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isUuid, KnockemError, type Scope } from '#domain';
import { FindOwner } from '../../../application/find-owner';
import { genomeNotFound } from '../../../application/read-genome';
import { submissionNotFound } from '../../../application/read-submission';
import { type Caller, mayTouch, mayUse } from '../../../domain/caller';
import type { Identified } from './identify';
import { NEEDED_SCOPE } from './needs';

/** Routes that are none of the API's: whether the gateway lives is everybody's to see. */
const HEALTH = ['/livez', '/readyz'];

/**
 * Every route of the gateway passes here. The scope comes from the route; a route that names none needs `administer`.
 * A submission or genome in the address must be the caller's own: else there is no such thing, as of an id that was never
 * given (404, not 403: that it exists is nobody else's business). The request doors of the bus are not guarded here:
 * who may use them is nats-server's to say.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly owners: FindOwner,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Identified>();
    const { caller } = request;
    if (HEALTH.includes(request.path)) return true;
    // Nobody comes here unidentified; if a mistake lets one through, he gets nothing.
    if (!caller) throw new KnockemError('unauthorized', 'This gateway answers only those who show a token.');
    const needed = this.reflector.get<Scope | undefined>(NEEDED_SCOPE, context.getHandler()) ?? 'administer';
    if (!mayUse(caller, needed)) throw lacksScope(caller, needed);
    if (caller.userEmail !== undefined && !caller.scopes.includes('administer')) {
      await this.refuseOthers(request, caller, caller.userEmail);
    }
    return true;
  }

  private async refuseOthers({ params }: Identified, caller: Caller, asking: string): Promise<void> {
    const submissionId = idOf(params.submissionId);
    if (
      submissionId !== undefined &&
      !mayTouch(caller, await this.owners.ofSubmission(submissionId, asking))
    ) {
      throw submissionNotFound(submissionId);
    }
    const genomeId = idOf(params.genomeId);
    if (genomeId === undefined) return;
    const owner = await this.owners.ofGenome(genomeId);
    if (owner === undefined || !mayTouch(caller, owner)) throw genomeNotFound(genomeId);
  }
}

/** What is no id is refused by the route itself. */
const idOf = (text: unknown): string | undefined =>
  typeof text === 'string' && isUuid(text) ? text.toLowerCase() : undefined;

const lacksScope = ({ scopes }: Caller, needed: Scope): KnockemError =>
  new KnockemError('forbidden', `This needs the scope ${needed}; the token has ${scopes.join(', ')}.`, {
    hint: 'Ask the operator for a token with that scope (`knockem token create --scope …`).',
  });
