import { readMessage } from '#contracts';
import { KnockemError } from '#domain';
import type { Messaging, Stoppable } from '#messaging';
import type { PruneStocks } from '../../application/prune-stocks';

/** Every executor hears the question; only the one that is meant answers. */
export const answerPruning = (messaging: Messaging, pruneStocks: PruneStocks): Stoppable =>
  messaging.respond('executor.prune', async (body) => {
    const request = readMessage('api.executor.prune.v1', body);
    if (!request.ok)
      throw new KnockemError('invalid', 'not a request to prune', { problems: request.problems });
    return pruneStocks.prune(request.value);
  });
