"""How a slide is drawn on a screen that is read from the back of a room: HTML, and charts as SVG."""
