import { setExample, type SetTexts } from '../published/published-sets.operations.js';
import { AddressedEmbedAnswer, ChangeEmbed, CreateEmbed, EmbedAnswer, EmbedList } from './embeds.dto.js';

/** Valid only in specs that register it. */
export const EMBED_CODE_EXAMPLE = 'Zr8pQw3LkXn6VbTs1HyCjMfUgDeAo5Ri9Gx2JkEtW7B';

export const embedTexts: SetTexts<CreateEmbed, ChangeEmbed, EmbedAnswer, AddressedEmbedAnswer> = {
  kind: 'embed',
  noun: 'embed',
  ids: { set: 'Embed', items: 'EmbedItems' },
  models: {
    create: CreateEmbed,
    change: ChangeEmbed,
    answer: EmbedAnswer,
    list: EmbedList,
    addressed: AddressedEmbedAnswer,
  },
  examples: {
    create: { title: 'Algebra II', tag: 'algebra', origins: ['https://school.example'] },
    change: { ask_first: false, origins: ['https://school.example', 'https://blog.example'] },
    answer: {
      ...setExample,
      id: '01J8Z3V5W6X7Y8Z9A0B1C2D3HB',
      media: 'video',
      origins: ['https://school.example'],
    },
    address: {
      url: `https://recordings.example/embed/${EMBED_CODE_EXAMPLE}`,
      html: `<iframe src="https://recordings.example/embed/${EMBED_CODE_EXAMPLE}" title="Algebra II" width="100%" height="640" loading="lazy" allow="fullscreen" referrerpolicy="no-referrer" style="border: 0"></iframe>`,
    },
  },
  create: {
    first:
      'Pages of the named sites show a player in a frame, without an account, by an address that contains a secret code. It has',
    last: 'Browsers refuse the frame in pages of other sites.',
  },
  change: 'Other sites count from the next load of the player on.',
  renew: 'Pages that show the player need the new one.',
  listed: 'those that the player shows',
};
