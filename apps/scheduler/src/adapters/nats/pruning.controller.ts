import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { BlobsPruned, NeededImages } from '#contracts';
import { parseRequest } from '#platform';
import { PruneBlobs } from '../../application/prune-blobs';
import { InUse } from '../sqlite/reading/in-use';

/** House-keeping that operators ask for: what is in use, and blobs that nobody names. */
@Controller()
export class PruningController {
  constructor(
    private readonly blobs: PruneBlobs,
    private readonly inUse: InUse,
  ) {}

  @MessagePattern('blobs.prune')
  prune(@Payload() body: Uint8Array): Promise<BlobsPruned> {
    return this.blobs.prune(parseRequest('api.blobs.prune.v1', body));
  }

  @MessagePattern('images.needed')
  neededImages(): NeededImages {
    return { chainIds: this.inUse.imagesOfLiveSubmissions() };
  }
}
