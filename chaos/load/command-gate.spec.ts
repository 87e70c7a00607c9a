import { CommandGate } from './command-gate';

describe('the gate of commands', () => {
  it('waits for those that are under way, and holds back the others until the work is done', async () => {
    const gate = new CommandGate();
    const order: string[] = [];
    let answer = (): void => undefined;
    const first = gate.pass(() =>
      new Promise<void>((resolve) => (answer = resolve)).then(() => order.push('first')),
    );
    const work = gate.closeWhile(async () => void order.push('work'));
    const later = gate.pass(async () => order.push('later'));
    expect(order).toEqual([]);
    answer();
    await Promise.all([first, work, later]);
    expect(order).toEqual(['first', 'work', 'later']);
  });

  it('opens also after work that failed, and lets one work after the other', async () => {
    const gate = new CommandGate();
    const order: number[] = [];
    const failing = gate.closeWhile(() => Promise.reject(new Error('no')));
    const next = gate.closeWhile(async () => void order.push(1));
    await expect(failing).rejects.toThrow('no');
    await next;
    await gate.pass(async () => order.push(2));
    expect(order).toEqual([1, 2]);
  });
});
