export const deliveryWords = {
  title: 'Outputs',
  deliverTo: 'Deliver to…',
  none: 'Delivered to no output.',
  deliverTitle: 'Deliver to further outputs',
  deliverHint: 'Finished steps are kept, and outputs that have their copy get nothing again.',
  deliver: 'Deliver',
  others: 'Outputs',
  noOther: 'This recording has all outputs already.',
  open: 'Open at the destination',
  sent: 'sent',
  outdated: 'Older version',
  outdatedHint: 'A newer version was made after this delivery.',
  oldTexts: 'Earlier title or description',
  oldTextsHint:
    'The title or the description was changed after this delivery. To send the new ones, choose More actions → Send title and description.',
  oldWords: 'Old text',
  oldWordsHint: 'The transcript was corrected after this delivery. See the results.',
} as const;
