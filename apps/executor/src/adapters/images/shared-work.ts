/** Concurrent calls for one key share one piece of work; once it has ended, the next call starts anew. */
export class SharedWork<T> {
  private readonly underWay = new Map<string, Promise<T>>();

  do(key: string, work: () => Promise<T>): Promise<T> {
    const started = this.underWay.get(key);
    if (started) return started;
    const promise = work().finally(() => this.underWay.delete(key));
    this.underWay.set(key, promise);
    return promise;
  }
}
