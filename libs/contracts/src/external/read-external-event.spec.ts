import fc from 'fast-check';
import { EXTERNAL_TYPES, sampleExternalEvent } from './external-event.js';
import { idOfExternalEvent, readExternalEvent } from './read-external-event.js';

const completed = sampleExternalEvent('step.completed');
const problemsOf = (value: unknown): readonly string[] => {
  const read = readExternalEvent(value);
  return 'problems' in read ? read.problems.map(({ pointer }) => pointer) : ['unknownType' in read ? 'unknown type' : 'none'];
};

describe('an event of another system', () => {
  it.each(EXTERNAL_TYPES)('of type %s is read, with extension attributes', (type) => {
    const sample = sampleExternalEvent(type);
    expect(readExternalEvent({ ...sample, traceparent: '00-1' })).toEqual({
      event: { id: sample['id'], source: sample['source'], assetId: sample['subject'], type, data: sample.data },
    });
  });

  it.each([
    'throughline.AssetErased',
    'throughline.external.item.erased',
    'throughline.external.item.deleted',
    'throughline.external.run.started',
    'throughline.external.commit.discarded',
    'throughline.StepCompleted',
    'com.example.Sold',
    'toString',
  ])('of type %s is unknown: life, operators and our own events are no reports', (type) => {
    expect(readExternalEvent({ ...completed, type })).toEqual({ unknownType: true });
  });

  it.each([
    ['/specversion', { specversion: '0.3' }],
    ['/id', { id: 'a.b' }],
    ['/id', { id: '' }],
    ['/id', { id: 'x'.repeat(101) }],
    ['/source', { source: 'has blank' }],
    ['/subject', { subject: '../../etc/passwd' }],
    ['/time', { time: 'yesterday' }],
    ['/datacontenttype', { datacontenttype: 'text/xml' }],
    ['/data', { data: 7 }],
    ['/data/attempt_id', { data: { ...completed.data, attempt_id: 'mine' } }],
    ['/data/step', { data: { ...completed.data, step: 'a.b' } }],
    ['/data/facts/title', { data: { ...completed.data, facts: { title: 'Talk of Zanzibar' } } }],
    ['/data', { data: { ...completed.data, owner: 'me' } }],
  ])('with a wrong %s is refused with its place', (pointer, change) => {
    expect(problemsOf({ ...completed, ...change })).toContain(pointer);
  });

  it('with texts about its step is refused in words, without repeating them', () => {
    const read = readExternalEvent({ ...completed, data: { ...completed.data, details: { title: 'A secret' } } });
    expect(read).toMatchObject({
      problems: [{ pointer: '/data/details', message: expect.stringMatching(/only from workers.*Leave it out/) as string }],
    });
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  const aFile = {
    role: 'subtitles',
    name: 'Vortrag über Öl.srt',
    key: 'a/b.srt',
    media_type: 'application/x-subrip',
    size: 3,
    sha256: 'a'.repeat(64),
  };
  const withFiles = (...files: readonly object[]): object => ({
    ...completed,
    data: { ...completed.data, artifacts: files.map((file) => ({ ...aFile, ...file })) },
  });

  it.each([
    ['name', '../../etc/passwd'],
    ['name', 'a/b'],
    ['name', 'a\\b'],
    ['name', '.hidden'],
    ['name', 'two\nlines'],
    ['name', ''],
    ['media_type', 'text/plain\r\nx-evil: 1'],
    ['media_type', 'text'],
    ['role', 'two words'],
  ])('with a file whose %s is %j is refused with its place', (field, value) => {
    expect(problemsOf(withFiles({}))).toEqual(['none']);
    expect(problemsOf(withFiles({ [field]: value }))).toEqual([`/data/artifacts/0/${field}`]);
  });

  it('with two files of one name is refused: readers could find only one of them', () => {
    expect(problemsOf(withFiles({}, { name: 'other.srt' }))).toEqual(['none']);
    expect(problemsOf(withFiles({}, { key: 'a/c.srt' }))).toEqual(['/data/artifacts/1/name']);
  });

  it('never throws, and never repeats a value', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (value, text) => {
        readExternalEvent(value);
        idOfExternalEvent(value);
        const secret = `secret ${text}`;
        expect(JSON.stringify(readExternalEvent({ ...completed, id: secret, source: secret }))).not.toContain('secret');
      }),
    );
  });

  it('has an id for its answer even if it is refused', () => {
    expect(idOfExternalEvent({ ...completed, type: 'x' })).toBe('lab-1');
    for (const value of [null, 'a', {}, { id: 7 }, { id: 'a\nb' }]) expect(idOfExternalEvent(value)).toBeUndefined();
  });
});
