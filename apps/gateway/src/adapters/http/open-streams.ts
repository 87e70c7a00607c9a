import { Injectable } from '@nestjs/common';

/** Answers that are still being written; shutdown ends them, since they would not end by themselves. */
@Injectable()
export class OpenStreams {
  private readonly closers = new Set<() => void>();

  /** Returns the way to forget it again. */
  add(close: () => void): () => void {
    this.closers.add(close);
    return () => this.closers.delete(close);
  }

  closeAll(): void {
    for (const close of [...this.closers]) close();
  }

  get size(): number {
    return this.closers.size;
  }
}
