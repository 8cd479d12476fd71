"""Flask and nothing else, to compare the guide with: a string, and a page made of templates.

Each is about 3 KB, kept by nobody, and sent as it is: bare Flask does not compress.
"""

from flask import Flask, render_template
from jinja2 import DictLoader

BASE = """<!doctype html><html lang="en"><title>{% block title %}{% endblock %}</title>
<body><main>{% block main %}{% endblock %}</main></body></html>"""
PAGE = """{% extends "base.html" %}{% block title %}A page{% endblock %}
{% block main %}{% for row in rows %}<section id="s{{ row }}"><h2>Part {{ row }}</h2>
<p>{{ "Some escaped text & more, about as long as a sentence." }} {{ row * 7 }}</p>
</section>{% endfor %}{% endblock %}"""
TEXT = "A short line of plain text, forty chars. " * 75

app = Flask(__name__, static_folder=None)
app.jinja_loader = DictLoader({"base.html": BASE, "page.html": PAGE})


@app.get("/text")
def text() -> str:
    return TEXT


@app.get("/page")
def page() -> str:
    return render_template("page.html", rows=range(26))
