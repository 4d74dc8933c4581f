"""What the law asks to be published of permits (行政许可法 30, 40), from the desk's own data; and one's own file."""
