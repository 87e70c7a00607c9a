import { Controller } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import type { RecorderPosition } from '#contracts';
import { DocumentReader } from './document-reader';

/** `recorder.position`: up to where the scheduler may forget what it has published. */
@Controller()
export class PositionController {
  constructor(private readonly reader: DocumentReader) {}

  @MessagePattern('recorder.position')
  position(): RecorderPosition {
    return this.reader.position();
  }
}
