/** What is said in the storm's meetings: short, so that a storm holds many of them. */
export const TALK = {
  name: 'storm',
  title: 'A short talk',
  lines: [
    { speaker: 'Dana Ito', text: 'Good morning, this one is short.', start: 0, end: 3 },
    { speaker: 'Lee Okafor', text: 'We decided to ship on Friday.', start: 20, end: 24 },
    {
      speaker: 'Dana Ito',
      text: 'Agreed. I will write the release notes until Thursday.',
      start: 60,
      end: 66,
    },
    { speaker: 'Lee Okafor', text: 'Then we are done.', start: 100, end: 102 },
  ],
}
