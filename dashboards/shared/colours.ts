// The colours of the NHS charts, each with a contrast of at least 3 to 1 to the panels of Grafana's light and of its
// dark theme, which a test computes. None of them is ever the only carrier of a meaning: words stand beside.

export const IMPROVEMENT = '#1f77b4'; // blue
export const CONCERN = '#e66a00'; // orange
export const COMMON_CAUSE = '#7f7f7f'; // grey
export const NEITHER = '#9467bd'; // purple
export const TARGET = '#e02f44'; // red, always dashed
export const LIMITS = '#7f7f7f'; // as grey as common cause, always dashed
export const FIGURE = '#7f7f7f';

// Grafana's own name for the colour of text: black in the light theme, white in the dark one.
export const MEAN = 'text';
