import { findDuplicateName, findJsonProblem } from './json-text.js';

describe('a JSON text', () => {
  it.each<[string, string, string | undefined]>([
    ['at the top', '{"a":1,"b":2,"a":3}', 'a'],
    ['with spaces', '{ "a" : 1 , "a" : 1 }', 'a'],
    ['in a nested object', '{"a":[{"b":1},{"c":{"d":1,"d":1}}]}', 'd'],
    ['in another escaped form', String.raw`{"dry":1,"\u0064ry":2}`, 'dry'],
    ['and ends in a backslash', String.raw`{"a\\":1,"a\\":2}`, 'a\\'],
    ['after a nested object', '{"a":{"b":1},"a":2}', 'a'],
    ['empty', '{"":1,"":2}', ''],
    ['in different objects', '{"a":{"a":1},"b":[{"a":1},{"a":1}]}', undefined],
    ['but only as a value', String.raw`{"a":"\"a\":","b":["a","a"],"c":"{\"x\":1,\"x\":2}"}`, undefined],
    ['in a plain string', '"a"', undefined],
  ])('is checked for a name that occurs twice %s', (_, json, name) => {
    expect(findDuplicateName(json)).toBe(name);
    expect(findJsonProblem(json, JSON.parse(json))?.code).toBe(name === undefined ? undefined : 'malformed-request');
  });

  it.each<[string, string, string]>([
    ['NUL', String.raw`{"a":["x","b\u0000"]}`, '/a/1'],
    ['an unpaired high surrogate', String.raw`{"a":{"b~":"\ud83d!"}}`, '/a/b~0'],
    ['an unpaired low surrogate', String.raw`{"a":"\ude00"}`, '/a'],
    ['a name with NUL', String.raw`{"a":{"b\u0000":1}}`, '/a'],
  ])('is refused with %s, with the position', (_, json, pointer) => {
    expect(findJsonProblem(json, JSON.parse(json))).toMatchObject({ code: 'invalid', options: { errors: [{ pointer }] } });
  });

  it('may contain every valid character', () => {
    const json = String.raw`{"a":"\ud83d\ude00 \u0001 \uffff"}`;
    expect(findJsonProblem(json, JSON.parse(json))).toBeUndefined();
  });
});
