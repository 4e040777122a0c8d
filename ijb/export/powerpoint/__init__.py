"""How a slide is written as PowerPoint has it: pages, text, tables, and charts with their figures inside."""
