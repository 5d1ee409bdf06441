import { readText, type ArtifactStore } from '@throughline/artifact-store';
import { readTopicsFile } from '@throughline/contracts';
import {
  currentArtifacts,
  hasCurrentTopics,
  isPresent,
  previewRunTexts,
  type AssetState,
  type OutputTextsPreview,
  type RunBasis,
  type RunPreview,
  type RunRequest,
  type ShownTopic,
} from '@throughline/domain';

/** Shows the texts that the outputs of a run would receive. */
export class TextPreviews {
  constructor(private readonly artifacts: Pick<ArtifactStore, 'open'>) {}

  async of({ state, personal }: RunBasis, preview: RunPreview, request: RunRequest): Promise<readonly OutputTextsPreview[]> {
    if (!isPresent(state)) return [];
    const topics = 'steps' in preview && hasCurrentTopics(preview) ? await this.#loadTopics(state) : undefined;
    return previewRunTexts({ asset: state, personal }, { preview, request }, topics);
  }

  /** Returns undefined if the topics cannot be read: then the preview shows their placeholder. */
  async #loadTopics(state: AssetState): Promise<readonly ShownTopic[] | undefined> {
    const file = currentArtifacts(state).find(({ role }) => role === 'topics');
    if (file === undefined) return undefined;
    const text = await readText(this.artifacts, file.key).catch(() => undefined);
    return text === undefined ? undefined : readTopicsFile(text);
  }
}
