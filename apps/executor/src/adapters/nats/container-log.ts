import { KnockemError } from '#domain';
import { readMessage } from '#contracts';
import type { Messaging, Stoppable } from '#messaging';
import type { FollowLog } from '../../application/follow-log';

/** Every executor hears the question; only the one that holds the run answers, the others are silent. */
export const answerContainerLog = (messaging: Messaging, followLog: FollowLog): Stoppable =>
  messaging.respond('containerlog.follow', async (body) => {
    const request = readMessage('api.containerlog.follow.v1', body);
    if (!request.ok) {
      throw new KnockemError('invalid', 'not a request for a container log', { problems: request.problems });
    }
    return followLog.follow(request.value);
  });
