"""What each page shows, as frames and texts ready to draw. No Streamlit, no SQL."""
