import { sectionOf } from './section-of.js';

describe('the view that opens in another library', () => {
  it.each([
    ['/', '/'],
    ['/recordings/7', '/recordings'],
    ['/bulk/7', '/'],
    ['/recordings', '/recordings'],
    ['/documents', '/documents'],
    ['/documents/7', '/documents'],
    ['/sessions/7', '/sessions'],
    ['/settings/members', '/settings/members'],
    ['/automations/jobs', '/automations/jobs'],
  ])('after %s is %s', (path, section) => {
    expect(sectionOf(path)).toBe(section);
  });
});
