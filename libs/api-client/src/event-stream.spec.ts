import { EventStreamParser } from './event-stream.js';

const STREAM = [
  'retry: 2000',
  '',
  'event: snapshot',
  'data: {"items":[]}',
  'id: a.1',
  '',
  ': still here',
  'id: a.2',
  '',
  'event: change',
  'data: {"title":"Гавань"}',
  'data:second line',
  '',
  'data: cut in the mid',
].join('\n');

const EVENTS = [
  { name: 'snapshot', data: '{"items":[]}' },
  { name: 'change', data: '{"title":"Гавань"}\nsecond line' },
];

describe('the parser of server-sent events', () => {
  it.each([1, 2, 7, 1_000])('gives the same events for any chunks: every %d characters', (size) => {
    const parser = new EventStreamParser();
    const pieces = Array.from({ length: Math.ceil(STREAM.length / size) }, (_, at) => STREAM.slice(at * size, (at + 1) * size));
    expect(pieces.flatMap((piece) => parser.take(piece))).toEqual(EVENTS);
    expect(parser.lastId).toBe('a.2');
  });

  it('accepts the line endings of any proxy', () => {
    expect(new EventStreamParser().take(STREAM.replaceAll('\n', '\r\n'))).toEqual(EVENTS);
  });

  it('does not take the id of an event that is cut off: the stream would resume after it', () => {
    const parser = new EventStreamParser('a.7');
    expect(parser.take('event: change\ndata: {}\nid: a.8\n')).toEqual([]);
    expect(parser.lastId).toBe('a.7');
    expect(parser.take('\n')).toEqual([{ name: 'change', data: '{}' }]);
    expect(parser.lastId).toBe('a.8');
  });

  it('keeps the last id until the next one', () => {
    const parser = new EventStreamParser('a.7');
    expect(parser.take(': still here\n\n')).toEqual([]);
    expect(parser.lastId).toBe('a.7');
  });
});
