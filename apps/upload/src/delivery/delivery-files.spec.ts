import type { Artifact } from '@throughline/contracts';
import { deliverable, deliveredName } from './delivery-files.js';

const artifact = (role: string, name = role): Artifact => ({
  role,
  name,
  key: name,
  mediaType: 'x/y',
  size: 1,
  sha256: '0'.repeat(64),
});
const rolesOf = (...roles: readonly string[]): readonly string[] =>
  deliverable(roles.map((role) => artifact(role))).map(({ role }) => role);

describe('what is delivered', () => {
  it('of a recording is what was made of it, and the source only where nothing was', () => {
    expect(rolesOf('source', 'audio', 'video', 'topics')).toEqual(['video', 'audio', 'topics']);
    expect(rolesOf('source', 'topics')).toEqual(['source', 'topics']);
  });

  it('of a document is the finished PDF, else the file as it came, and nothing that the work has left', () => {
    expect(rolesOf('source', 'working', 'text', 'document', 'filing')).toEqual(['document']);
    expect(rolesOf('source', 'working', 'text', 'metadata', 'filing')).toEqual(['source']);
  });

  it('has the name under which a document was filed; others have those of the product', () => {
    const personal = { steps: { finalize_document_storage: { details: { name: '2024 Bricks.pdf' } } } };
    expect(deliveredName(artifact('document', 'document.pdf'), personal)).toBe('2024 Bricks.pdf');
    expect(deliveredName(artifact('source', 'original'), personal)).toBe('2024 Bricks.pdf');
    expect(deliveredName(artifact('document', 'document.pdf'), {})).toBe('document.pdf');
    expect(deliveredName(artifact('source', 'source.mp4'), {})).toBe('recording.mp4');
  });
});
