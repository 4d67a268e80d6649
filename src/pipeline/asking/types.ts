/** What is said when nothing in the meetings supports an answer. */
export const NOT_FOUND = 'Not found in your meetings.'
