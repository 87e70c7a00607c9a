import { parseRecordsUrl } from './records-url';

const options = { embeddedFile: '/srv/records.sqlite', runmode: 'production' as const };
const parse = (url?: string): unknown => parseRecordsUrl(url, options);

describe('parseRecordsUrl', () => {
  it('means the embedded file when nothing is set', () => {
    expect(parse(undefined)).toEqual({ kind: 'embedded', file: '/srv/records.sqlite' });
    expect(parse('')).toEqual({ kind: 'embedded', file: '/srv/records.sqlite' });
  });

  it.each([
    ['mongodb://host', 'knockem'],
    ['mongodb://host:27017/', 'knockem'],
    ['mongodb://host/lab', 'lab'],
    ['mongodb://one,two:27018/lab?replicaSet=r', 'lab'],
    ['mongodb+srv://user:p%40ss@host/lab', 'lab'],
    ['mongodb://user:secret@host/?authSource=admin', 'knockem'],
  ])('finds the database of %s: %s', (url, databaseName) => {
    expect(parse(url)).toEqual({ kind: 'mongodb', url, databaseName });
  });

  it('keeps testing apart', () => {
    const location = parseRecordsUrl('mongodb://host/lab', { ...options, runmode: 'testing' });
    expect(location).toMatchObject({ databaseName: 'lab-testing' });
  });

  it.each([
    ['mongo://host/lab', 'begins with "mongo:", which is no record store, did you mean "mongodb"?'],
    ['postgres://host', 'begins with "postgres:", which is no record store'],
    ['host:27017/lab', 'begins with "host:", which is no record store'],
    ['/srv/records.sqlite', 'has no scheme'],
    ['mongodb://', 'names no host'],
    ['mongodb://host/a b', '"a b" cannot name a database'],
  ])('refuses %s in one line', (url, sentence) => {
    expect(() => parse(url)).toThrow(sentence);
    expect(() => parse(url)).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });

  it('never repeats a password', () => {
    expect(() => parse('http://user:secret@host')).toThrow(/^(?!.*secret).*$/);
  });
});
