import { dirname, join } from 'node:path';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { NamedBlobs, RecorderBackup, RecordsReplayed } from '#contracts';
import { CONFIGURATION, type Configuration, parseRequest } from '#platform';
import { RECORD_WRITER, type RecordWriter } from '#records';
import { DocumentReader } from './document-reader';

/**
 * What operators ask for: a copy of the embedded record store, and the stream read again from its beginning; and for their
 * house-keeping, which blobs are named.
 */
@Controller()
export class KeepingController {
  constructor(
    private readonly reader: DocumentReader,
    @Inject(RECORD_WRITER) private readonly writer: RecordWriter,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {}

  @MessagePattern('recorder.backup')
  async backUp(): Promise<RecorderBackup> {
    const file = join(dirname(this.configuration.records.embeddedFile), 'backup', 'records.sqlite');
    const copy = await this.writer.backUp(file);
    return copy ? { kind: 'embedded', copy } : { kind: 'server' };
  }

  @MessagePattern('recorder.replay')
  replay(): Promise<RecordsReplayed> {
    return this.reader.replay();
  }

  @MessagePattern('records.named')
  async named(@Payload() body: Uint8Array): Promise<NamedBlobs> {
    return { named: await this.writer.namedBlobs(parseRequest('api.records.named.v1', body).digests) };
  }
}
