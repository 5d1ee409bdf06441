import type { Artifact } from '@throughline/contracts';
import { selectDeliverable, chooseFileName } from './delivery-files.js';

const artifact = (role: string, name = role): Artifact => ({
  role,
  name,
  key: name,
  mediaType: 'x/y',
  size: 1,
  sha256: '0'.repeat(64),
});
const rolesOf = (...roles: readonly string[]): readonly string[] =>
  selectDeliverable(roles.map((role) => artifact(role))).map(({ role }) => role);

describe('the delivered files', () => {
  it('of a recording are its results, and the source only without a processed media file', () => {
    expect(rolesOf('source', 'audio', 'video', 'topics')).toEqual(['video', 'audio', 'topics']);
    expect(rolesOf('source', 'topics')).toEqual(['source', 'topics']);
  });

  it('of a document are the finished PDF or else the original, and no intermediate file', () => {
    expect(rolesOf('source', 'working', 'text', 'document', 'filing')).toEqual(['document']);
    expect(rolesOf('source', 'working', 'text', 'metadata', 'filing')).toEqual(['source']);
  });

  it('have the name under which a document was filed, and fixed names otherwise', () => {
    const personal = { steps: { finalize_document_storage: { details: { name: '2024 Bricks.pdf' } } } };
    expect(chooseFileName(artifact('document', 'document.pdf'), personal)).toBe('2024 Bricks.pdf');
    expect(chooseFileName(artifact('source', 'original'), personal)).toBe('2024 Bricks.pdf');
    expect(chooseFileName(artifact('document', 'document.pdf'), {})).toBe('document.pdf');
    expect(chooseFileName(artifact('source', 'source.mp4'), {})).toBe('recording.mp4');
  });
});
