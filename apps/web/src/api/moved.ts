import type { Recording } from './answers.js';
import type { ProgressEvent } from './live-feed.js';

/** A recording with what has moved of it; what belongs to another revision changes nothing. */
export function moved(recording: Recording, event: ProgressEvent): Recording {
  if (event.revision !== recording.revision) return recording;
  const stages = new Map(event.processing_stages.map((stage) => [stage.stage_type, stage]));
  const outputs = new Map(event.outputs.map((output) => [output.id, output]));
  return {
    ...recording,
    ...event,
    processing_stages: recording.processing_stages.map((stage) => ({ ...stage, ...stages.get(stage.stage_type) })),
    outputs: recording.outputs.map((output) => ({ ...output, ...outputs.get(output.id) })),
  };
}
