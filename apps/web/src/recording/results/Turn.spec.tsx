import type { Speaker } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { Turn } from './Turn.js';

const anna: Speaker = { id: 'S1', label: 'Anna', name: 'Anna' };
const nameable = { kind: 'recordings', id: 'r', version: 'v' } as const;

describe('the name above the passages of a speaker', () => {
  it('is a button that renames the speaker, for users who may', () => {
    const drawn = renderToString(<Turn speaker={anna} place={0} nameable={nameable} />);
    expect(drawn).toMatch(/<button[^>]*aria-label="Rename Anna"[^>]*>.*Anna/);
    expect(renderToString(<Turn speaker={anna} place={0} nameable={undefined} />)).not.toContain('<button');
  });

  it('is shown with one of three colours', () => {
    const colours = [0, 1, 2, 3].map(
      (place) => /turn-\d/.exec(renderToString(<Turn speaker={anna} place={place} nameable={nameable} />))?.[0],
    );
    expect(colours).toEqual(['turn-1', 'turn-2', 'turn-3', 'turn-1']);
  });

  it('says that a speaker is unknown, who cannot be named', () => {
    const drawn = renderToString(<Turn speaker={undefined} place={0} nameable={nameable} />);
    expect(drawn).toContain('Unknown speaker');
    expect(drawn).not.toContain('<button');
  });
});
