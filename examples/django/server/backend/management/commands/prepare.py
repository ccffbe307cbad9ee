import os

from django.contrib.auth.models import User
from django.core.management import BaseCommand, call_command


class Command(BaseCommand):
    help = "Makes the tables, and a user of this name with the password in DEMO_PASSWORD."

    def add_arguments(self, parser):
        parser.add_argument("name")

    def handle(self, *, name, **options):
        call_command("migrate", verbosity=0, interactive=False)
        User.objects.create_user(name, password=os.environ["DEMO_PASSWORD"])
