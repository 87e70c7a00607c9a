import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { LetterReplayed, LetterSummary, LetterView } from '../../../application/dead-letters';
import * as F from './fields';

@ApiSchema({ name: 'DeadLetter' })
export class DeadLetterDto implements LetterSummary {
  @F.Whole('names the letter: its place among the dead letters')
  sequence!: number;

  @F.Text('who has given the message up', { example: 'scheduler' })
  service!: string;

  @F.Text('why, in one word', { example: 'malformed' })
  reason!: string;

  @F.Words('what is wrong with it, in sentences')
  problems!: string[];

  @F.Text('subject that it was published on')
  subject!: string;

  @F.Whole('its place in the stream that it came from', F.OPTIONAL)
  streamSequence?: number;

  @F.FreeObject('its headers')
  headers!: Record<string, string>;

  @F.Whole('bytes of the message')
  size!: number;

  @F.Time('when it was given up')
  at!: string;
}

@ApiSchema({ name: 'DeadLetterPage' })
export class DeadLetterPageDto {
  @ApiProperty({ type: [DeadLetterDto] })
  items!: DeadLetterDto[];

  @F.Cursor()
  nextCursor?: string;
}

@ApiSchema({ name: 'DeadLetterView' })
export class DeadLetterViewDto extends DeadLetterDto implements LetterView {
  @F.Text('the message as UTF-8 text')
  text!: string;

  @F.Flag('false: only the beginning was kept')
  isWhole!: boolean;
}

@ApiSchema({ name: 'DeadLetterReplayed' })
export class DeadLetterReplayedDto implements LetterReplayed {
  @F.Whole('the letter, which is gone now')
  sequence!: number;

  @F.Whole('new place in the journal')
  streamSequence!: number;
}

@ApiSchema({ name: 'DeadLetterDiscarded' })
export class DeadLetterDiscardedDto {
  @F.Whole('the letter, which is gone now')
  sequence!: number;
}
