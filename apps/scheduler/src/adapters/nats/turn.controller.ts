import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { TurnReply } from '#contracts';
import { TurnDesk } from '../../application/turn-desk';
import { StackIdentity } from '../stack-identity';
import { readTurn } from './read-turn';

/** `api.executor.turn`: an executor's one conversation with the scheduler. */
@Controller()
export class TurnController {
  constructor(
    private readonly desk: TurnDesk,
    private readonly stack: StackIdentity,
  ) {}

  @MessagePattern('executor.turn')
  turn(@Payload() body: Uint8Array): Promise<TurnReply> {
    const request = readTurn(body);
    if (request.stackId !== undefined && request.stackId !== this.stack.stackId)
      throw this.stack.foreign(request);
    return this.desk.submit(request);
  }
}
