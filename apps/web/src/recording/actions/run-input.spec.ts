import { EMPTY_RUN, buildRunInput, findWrongLanguages, listLayers, toggleLanguage } from './run-input.js';

describe('the input of a run', () => {
  it('is absent if nothing was chosen, so that a run without settings stays one', () => {
    expect(buildRunInput(EMPTY_RUN)).toBeUndefined();
    expect(buildRunInput({ ...EMPTY_RUN, isBound: true, terms: 'Ada' })).toBeUndefined();
  });

  it('names the template, and binds it only on request', () => {
    expect(buildRunInput({ ...EMPTY_RUN, template: '15' })).toEqual({ template_id: 15 });
    expect(buildRunInput({ ...EMPTY_RUN, template: '15', isBound: true })).toEqual({ template_id: 15, bind_template: true });
  });

  it('has one term for each line, and an empty list to forget those of earlier runs', () => {
    const termsOf = (terms: string) => buildRunInput({ ...EMPTY_RUN, hasTerms: true, terms });
    expect(termsOf(' Grace Hopper \n\nJetStream\nJetStream')).toEqual({
      processing_config: { transcription: { vocabulary: ['Grace Hopper', 'JetStream'] } },
    });
    expect(termsOf('')).toEqual({ processing_config: { transcription: { vocabulary: [] } } });
  });

  it('has the languages of a scan, in any notation of a list, and finds those that are no codes', () => {
    const languages = 'deu, chi_sim+rus;deu';
    expect(buildRunInput({ ...EMPTY_RUN, languages })).toEqual({
      processing_config: { document: { languages: ['deu', 'chi_sim', 'rus'] } },
    });
    expect([findWrongLanguages(languages), findWrongLanguages('German deu DE')]).toEqual([[], ['German', 'DE']]);
    expect([toggleLanguage('deu rus', 'deu'), toggleLanguage('rus', 'deu'), toggleLanguage('', 'deu')]).toEqual([
      'rus',
      'rus deu',
      'deu',
    ]);
  });

  it('says whether outputs wait for a review, if a person chose it', () => {
    expect(buildRunInput({ ...EMPTY_RUN, isAutomatic: false })).toEqual({ output_config: { auto_upload: false } });
  });
});

describe('the layers of a previewed run', () => {
  const templates = { bound: { id: 3, name: 'Lectures' }, run: { id: 4, name: 'Interviews', will_be_bound: false } };

  it('list the settings that they decide, the lowest first, and leave out those of the product', () => {
    const config_sources = {
      'retry.max_attempts': 'server',
      'transcription.vocabulary': 'request',
      'transcription.enable_topics': 'run template',
      'trimming.enable_trimming': 'default',
      outputs: 'template',
      auto_upload: 'template',
    };
    expect(listLayers({ config_sources, templates })).toEqual([
      { layer: 'Server', settings: ['retry.max_attempts'] },
      { layer: 'Template Lectures', settings: ['Outputs', 'Publish automatically'] },
      { layer: 'Template Interviews', settings: ['Find topics'] },
      { layer: 'This request', settings: ['Names and terms of this run'] },
    ]);
  });

  it('show a layer of a newer server by its own name', () => {
    expect(listLayers({ config_sources: { outputs: 'team' }, templates: { bound: null, run: null } })).toEqual([
      { layer: 'team', settings: ['Outputs'] },
    ]);
  });
});
