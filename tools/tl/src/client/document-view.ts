/*
 * Documents are shown as recordings are: their main steps stand where the stages of a recording do.
 */
type Part = Readonly<Record<string, unknown>>;

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);
const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? value.filter(isPart) : []);

const stageOf = (step: Part): Part => ({
  stage_type: step['step_name'],
  status: String(step['status']).toUpperCase(),
  progress: step['progress'],
  stalled: false,
  failed_reason: step['error_message'],
  skip_reason: step['skip_reason'],
  retry_at: step['retry_at'],
});

/** The item as a view of recordings reads it; what is no document stays as it is. */
export function asRecording(value: unknown): unknown {
  if (!isPart(value) || !('steps' in value) || 'processing_stages' in value) return value;
  return {
    ...value,
    processing_stages: partsOf(value['steps'])
      .filter(({ group }) => group === 'main')
      .map(stageOf),
  };
}

/** The same of every item of a page. */
export const withItems = (value: unknown): unknown =>
  isPart(value) && Array.isArray(value['items']) ? { ...value, items: value['items'].map(asRecording) } : value;
