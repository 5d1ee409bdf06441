import type { About, ModelNote } from '@throughline/api-client';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { aboutQuery } from '../engines/engines-api.js';
import { canDraftEnglish, describeFetched, isOnItsWay, isSelected, listModels } from '../engines/engines-state.js';
import { ModelProgress } from '../engines/ModelLine.js';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.engines;

interface ModelWaitProps {
  readonly message: string;
  readonly language?: string;
}

/** Returns the selected model that arrives next. */
function pickModel(about: About | undefined): ModelNote | undefined {
  const models = about === undefined ? [] : listModels(about).filter(isSelected);
  return models.find(isOnItsWay) ?? models[0];
}

/** Shows the live progress of the speech model. The message of the step is as old as the wait. */
export function ModelWait({ message, language }: ModelWaitProps): ReactElement {
  const { data } = useQuery(aboutQuery);
  const model = pickModel(data);
  if (model === undefined || (model.phase === 'ready' && model.error !== undefined)) return <p dir="auto">{message}</p>;
  if (model.phase === 'ready') return <p>{words.arrived(model.name)}</p>;
  return (
    <>
      <p>{words.waiting(model.name, describeFetched(model))}</p>
      <ModelProgress model={model} />
      {language === 'auto' && data !== undefined && canDraftEnglish(data) && <p>{words.englishDraft}</p>}
      {model.error !== undefined && <p className="quiet">{words.errors[model.error] ?? model.error}</p>}
    </>
  );
}
