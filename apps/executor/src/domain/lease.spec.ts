import { Lease } from './lease';

describe('what an executor knows of its lease', () => {
  const granted = (): { lease: Lease; term: number } => {
    const lease = new Lease();
    lease.renew({ sentMs: 1000, answeredMs: 1400, leaseMs: 900 });
    return { lease, term: lease.term };
  };

  it('counts from the sending of the turn that was answered, not from its answer', () => {
    const { lease, term } = granted();
    expect(lease.holds(term, 1899)).toBe(true);
    expect(lease.holds(term, 1900)).toBe(false);
  });

  it('goes on while turns are answered in time, also by answers that tell no length', () => {
    const { lease, term } = granted();
    lease.renew({ sentMs: 1401, answeredMs: 1800 });
    lease.renew({ sentMs: 1801, answeredMs: 2200 });
    expect(lease.holds(term, 2600)).toBe(true);
  });

  it('never holds again for what was granted before a silence, although it is renewed', () => {
    const { lease, term } = granted();
    lease.renew({ sentMs: 5000, answeredMs: 5001 });
    expect(lease.holds(term, 5002)).toBe(false);
    expect(lease.holds(lease.term, 5002)).toBe(true);
  });

  it('does not hold for a grant whose answer was read too late', () => {
    const lease = new Lease();
    lease.renew({ sentMs: 1000, answeredMs: 9000, leaseMs: 900 });
    expect(lease.holds(lease.term, 9000)).toBe(false);
  });
});
