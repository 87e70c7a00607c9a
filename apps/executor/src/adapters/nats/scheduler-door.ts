import { KnockemError } from '#domain';
import { TurnReply, validateMessage } from '#contracts';
import type { Messaging } from '#messaging';
import type { SchedulerDoor } from '../../application/ports';

/** Turns by request and reply. An answer that does not hold its schema counts as none: it is asked again. */
export const schedulerDoor = (messaging: Messaging): SchedulerDoor => ({
  takeTurn: async (request, timeoutMs) => {
    const reply = await messaging.request<unknown>('executor.turn', request, {
      timeoutMs,
      schema: 'turn.request.v1',
    });
    const checked = validateMessage(TurnReply, reply);
    if (checked.ok) return checked.value;
    const problems = checked.problems.slice(0, 3).map(({ field, message }) => `${field} ${message}`);
    throw new KnockemError('invalid', `the scheduler's answer is not understood: ${problems.join('; ')}`);
  },
});
