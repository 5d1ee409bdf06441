import type { StageType } from '@throughline/contracts';
import type { HandlerLookup } from '@throughline/engine';
import { simulatedTopics } from './extract-topics.js';
import { simulatedSubtitles } from './generate-subtitles.js';
import { scriptedStage, type FollowStage, type MakeArtifacts } from './simulated-stage.js';
import { followTranscription, simulatedTranscribe } from './transcribe.js';
import { simulatedTrim } from './trim.js';

/** Writers of the artifacts of simulated stages. Each stage has one file and one line here. */
export const simulatedStages: Readonly<Record<StageType, MakeArtifacts>> = {
  TRIM: simulatedTrim,
  TRANSCRIBE: simulatedTranscribe,
  EXTRACT_TOPICS: simulatedTopics,
  GENERATE_SUBTITLES: simulatedSubtitles,
};

const followers: Readonly<Record<string, FollowStage>> = { TRANSCRIBE: followTranscription };

export function scriptedStages(stages: HandlerLookup, simulation: boolean): HandlerLookup {
  const scripted = new Map(
    Object.entries(simulatedStages).flatMap(([step, make]) => {
      const real = stages(step);
      return real === undefined ? [] : [[step, scriptedStage({ real, make, follow: followers[step], simulation })] as const];
    }),
  );
  return (step) => scripted.get(step) ?? stages(step);
}
