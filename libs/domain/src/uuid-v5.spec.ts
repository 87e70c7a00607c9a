import { v4, v5 } from 'uuid';
import { uuidv5 } from './uuid-v5';

describe('UUIDs of names', () => {
  it('are those of the package uuid', () => {
    for (let k = 0; k < 500; k++) {
      const namespace = v4();
      const name = ['competition', 'ö', '日本', '', '\n'][k % 5] + ' '.repeat(k % 7) + String(k);
      expect(uuidv5(name, namespace)).toBe(v5(name, namespace));
    }
  });

  it('are not made of a parent that is no UUID', () => {
    expect(() => uuidv5('name', 'no-uuid')).toThrow('no-uuid is not a UUID');
    expect(() => uuidv5('name', '')).toThrow('is not a UUID');
  });
});
