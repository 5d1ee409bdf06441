import { findGivenUp, findPictureGap } from './find-preview-gap.js';

const pdf = [{ media_type: 'text/plain' }, { media_type: 'application/pdf' }];
const document = { previews: { state: 'none' }, run: null, deleted_at: null } as const;
const withState = (state: Parameters<typeof findGivenUp>[0]['state']) => ({ ...document, previews: { state } });

describe('previews that nobody makes', () => {
  it('are those that failed, and those that a person has stopped', () => {
    const states = ['none', 'requested', 'paused', 'incomplete', 'ready', 'failed', 'stopped'] as const;
    expect(states.map((state) => findGivenUp({ state })).filter((gap) => gap !== undefined)).toEqual(['failed', 'stopped']);
  });

  it('are missing for a document with a PDF whose picture nobody has asked for', () => {
    expect(findPictureGap(document, pdf)).toBe('missing');
    expect(findPictureGap(withState('incomplete'), pdf)).toBe('missing');
    expect(findPictureGap(withState('failed'), pdf)).toBe('failed');
    expect(findPictureGap(withState('stopped'), [])).toBe('stopped');
    expect(findPictureGap(withState('requested'), pdf)).toBeUndefined();
    expect(findPictureGap(withState('ready'), pdf)).toBeUndefined();
  });

  it('are not missing without a PDF, while a run may make them, and after a deletion', () => {
    const run = { active: true } as unknown as Parameters<typeof findPictureGap>[0]['run'];
    expect(findPictureGap(document, [{ media_type: 'text/plain' }])).toBeUndefined();
    expect(findPictureGap({ ...document, run }, pdf)).toBeUndefined();
    expect(findPictureGap({ ...withState('failed'), deleted_at: '2026-02-05T10:00:00.000Z' }, pdf)).toBeUndefined();
  });
});
