import { text } from '../texts/text.js';
import { findLinkProblem } from './find-link-problem.js';

const words = text.recording.actions.link;

describe('the problem with the link of a copy', () => {
  it.each([
    '',
    '  ',
    'https://media.example',
    ' https://media.example:8443/watch?v=42#t=30 ',
    'https://medien.example/@ada/Vorlesung Ä',
  ])('is none: %j', (link) => {
    expect(findLinkProblem(link)).toBeUndefined();
  });

  it.each([
    ['another scheme', 'http://media.example/42', words.start],
    ['a script', 'javascript:alert(1)', words.start],
    ['no scheme', 'media.example/42', words.start],
    ['a user', 'https://ada@media.example/42', words.noUser],
    ['a password', 'https://ada:sword@media.example', words.noUser],
    ['no host', 'https://', words.noAddress],
    ['a host with a space', 'https://media example/42', words.noAddress],
    ['a port that is no number', 'https://media.example:port/', words.noAddress],
  ])('is named: %s', (_what, link, problem) => {
    expect(findLinkProblem(link)).toBe(problem);
  });
});
