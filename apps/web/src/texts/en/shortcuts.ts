export const shortcutTexts = {
  on: 'Use single-key shortcuts',
  rest: 'Shortcuts are off while you type in a field.',
  groups: [
    {
      title: 'Everywhere',
      keys: [
        ['/', 'Search'],
        ['n', 'Add'],
        ['?', 'This list'],
      ],
    },
    {
      title: 'Lists',
      keys: [
        ['f', 'Filter'],
        ['j', 'Next item'],
        ['k', 'Previous item'],
        ['Enter', 'Open'],
        ['x', 'Select a recording or document'],
        ['Shift X', 'Select up to here'],
        ['Esc', 'Clear the selection'],
      ],
    },
    {
      title: 'Split and turn pages, while the focus is in a page',
      keys: [
        ['← →', 'Previous and next page'],
        ['Shift ← →', 'Move earlier and later'],
        ['r', 'Turn'],
        ['x', 'Cut before it'],
        ['Delete', 'Leave it out'],
        ['z', 'Undo, anywhere in the view'],
      ],
    },
    {
      title: 'Player, while the focus is in it',
      keys: [
        ['k', 'Play or pause'],
        ['j', 'Back 10 s'],
        ['l', 'Forward 10 s'],
        ['m', 'Mute'],
        ['c', 'Captions'],
        ['f', 'Full screen'],
      ],
    },
    {
      title: 'Waveform, while the focus is in it',
      keys: [
        ['← →', 'Back and forward 5 s'],
        ['Shift ← →', 'Previous and next topic'],
        ['Page Up · Page Down', 'Forward and back 1 min'],
        ['Home · End', 'Start and end'],
      ],
    },
    {
      title: 'Transcript',
      keys: [
        ['e', 'Edit'],
        ['n', 'Next place to check, while the focus is in it'],
        ['Enter', 'Next match, in its search'],
        ['Shift Enter', 'Previous match'],
      ],
    },
    {
      title: 'Details of a document, while one is edited',
      keys: [
        ['Enter', 'Save'],
        ['Tab', 'Save, and edit the next one'],
        ['Esc', 'Leave without saving'],
      ],
    },
    {
      title: 'Review of documents',
      keys: [
        ['Enter', 'Accept, and go to the next document'],
        ['s', 'Skip, and go to the next document; also with ↓ and j'],
        ['↑', 'Previous document, also with k'],
        ['e', 'Edit the first value to check'],
        ['z', 'Undo the last acceptance'],
      ],
    },
  ],
} as const;
