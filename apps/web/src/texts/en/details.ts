export const detailWords = {
  title: 'Details',
  hint: 'Changes go to the library. Later deliveries use the new title.',
  name: 'Title',
  description: 'Description',
  tags: 'Tags',
  addTag: 'Add tag',
  addTagHint: 'Press Enter to add the tag',
  removeTag: (tag: string): string => `Remove ${tag}`,
  save: 'Save details',
  saved: 'Details saved',
  saving: 'Saving',
  conflict: 'Not saved: these details have changed meanwhile.',
  conflictHint: (title: string): string =>
    `Its title is now “${title}”. Your texts are still here: save again to replace the stored ones, or discard yours.`,
  discard: 'Discard changes',
};

export const thumbnailWords = {
  title: 'Thumbnail',
  byServer: 'Chosen automatically.',
  chosen: (at: string): string => `Picture at ${at}. Later deliveries to YouTube and VK use it.`,
  choose: (at: string): string => `Use the picture at ${at}`,
  remove: 'Choose automatically',
  saved: 'Thumbnail changed',
};
