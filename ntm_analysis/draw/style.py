"""The house style: one width, one size of text, one accent, verdicts told by sign and lightness.

A picture is 360 units wide and shown no wider than 400 pixels: on a phone of 360 px its
text is still above 11 px, on a wide screen and on paper two pictures stand side by side.
"""

WIDTH = 360
SHOWN_WIDTH = 400  # pixels at most; a narrower place shrinks the picture
LEFT, RIGHT = 4, WIDTH - 4
TEXT = 12.5
LINE = 16  # height of a line of text
